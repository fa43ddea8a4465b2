package dev.leadrelay.deadletter.desk;

/**
 * What surrounds each page.
 *
 * @param address of the page itself, for one that renews itself
 * @param section the entry of the navigation that is marked
 * @param user who looks at it
 * @param canDecide whether the user may decide
 * @param canLeave whether there is a session to log out of
 * @param csrf token that each form carries
 * @param notice one line about what was just done; empty when there is nothing to say
 */
public record Frame(
        String title,
        String address,
        String section,
        String user,
        boolean canDecide,
        boolean canLeave,
        String csrf,
        String notice) {}
