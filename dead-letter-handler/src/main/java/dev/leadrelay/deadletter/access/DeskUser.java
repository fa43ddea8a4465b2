package dev.leadrelay.deadletter.access;

/** Who looks at a page or sends a request. */
public record DeskUser(String name, Role role) {
    /** Policies decide under names that begin so. */
    private static final String OF_POLICIES = "policy ";

    private static final int LONGEST_NAME = 100;

    /** Whether a text can name a person in the audit: nobody takes it for a policy's, or for another that only looks the same. */
    static boolean isName(String text) {
        return !text.isBlank()
                && text.length() <= LONGEST_NAME
                && text.equals(text.strip())
                && !text.startsWith(OF_POLICIES)
                && text.codePoints()
                        .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
    }

    /** Whether this user may decide about dead letters. */
    public boolean canDecide() {
        return role.covers(Role.REVIEWER);
    }

    /** Whether this user may start jobs over the limit, change policies and rebuild the store. */
    public boolean canAdminister() {
        return role.covers(Role.ADMIN);
    }
}
