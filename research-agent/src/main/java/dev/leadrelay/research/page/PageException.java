package dev.leadrelay.research.page;

/** There is no page; the reason is one line for the model and for people. */
final class PageException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;
    private final boolean passing;

    private PageException(String reason, boolean passing) {
        super(reason);
        this.reason = reason;
        this.passing = passing;
    }

    /** Another try gives the same. */
    static PageException refused(String reason) {
        return new PageException(reason, false);
    }

    /** Another try may give the page. */
    static PageException passing(String reason) {
        return new PageException(reason, true);
    }

    String reason() {
        return reason;
    }

    boolean isPassing() {
        return passing;
    }
}
