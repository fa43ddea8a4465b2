package dev.leadrelay.agent.tool;

/** A tool gave no result. */
public final class ToolException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean worthRetrying;
    private final boolean drift;

    private ToolException(String message, boolean worthRetrying, boolean drift) {
        super(message);
        this.worthRetrying = worthRetrying;
        this.drift = drift;
    }

    /** The tool itself is in trouble; another try may help, and the breaker counts it. */
    public static ToolException transientFailure(String message) {
        return new ToolException(message, true, false);
    }

    /** There is no result for this input, however often it is asked; says nothing about the tool. */
    public static ToolException permanent(String message) {
        return new ToolException(message, false, false);
    }

    /** What stands behind the tool no longer answers in the form that the tool reads; the message says where. */
    public static ToolException drift(String message) {
        return new ToolException(message, false, true);
    }

    public boolean isDrift() {
        return drift;
    }

    public boolean isWorthRetrying() {
        return worthRetrying;
    }
}
