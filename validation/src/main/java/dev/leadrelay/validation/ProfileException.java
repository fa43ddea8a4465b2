package dev.leadrelay.validation;

/** A profile, seller profile or refusal policy cannot be used; the message is one line: key path and what to do. */
public final class ProfileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String pointer;
    private final String problem;

    /**
     * @param where the place as people read it, for example {@code profile.criteria[0].weight}
     * @param pointer the same as a JSON pointer
     * @param problem what is wrong there and what to do
     */
    ProfileException(String where, String pointer, String problem) {
        super(where + ": " + problem, null, false, false);
        this.pointer = pointer;
        this.problem = problem;
    }

    ProfileProblem problem() {
        return new ProfileProblem(pointer, problem);
    }
}
