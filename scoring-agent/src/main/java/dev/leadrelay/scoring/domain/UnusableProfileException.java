package dev.leadrelay.scoring.domain;

/** A profile is there but wrong; the message is one line that says where, what and what to do. */
public final class UnusableProfileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String problem;

    public UnusableProfileException(String problem) {
        super(problem);
        this.problem = problem;
    }

    /** The message. */
    public String problem() {
        return problem;
    }
}
