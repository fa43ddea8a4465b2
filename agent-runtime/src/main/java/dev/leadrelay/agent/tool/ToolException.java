package dev.leadrelay.agent.tool;

/** A tool gave no result. */
public final class ToolException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean worthRetrying;

    private ToolException(String message, boolean worthRetrying) {
        super(message);
        this.worthRetrying = worthRetrying;
    }

    /** The tool itself is in trouble; another try may help, and the breaker counts it. */
    public static ToolException transientFailure(String message) {
        return new ToolException(message, true);
    }

    /** There is no result for this input, however often it is asked; says nothing about the tool. */
    public static ToolException permanent(String message) {
        return new ToolException(message, false);
    }

    public boolean isWorthRetrying() {
        return worthRetrying;
    }
}
