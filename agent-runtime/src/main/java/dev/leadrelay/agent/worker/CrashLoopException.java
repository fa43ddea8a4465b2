package dev.leadrelay.agent.worker;

/** A record ended the process again and again while it was the only one in flight; it is not started any more. */
public final class CrashLoopException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int ends;

    CrashLoopException(int ends) {
        super("the record ended the process " + ends + " times while it was the only one in flight");
        this.ends = ends;
    }

    /** How often. */
    public int ends() {
        return ends;
    }
}
