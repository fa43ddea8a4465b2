package dev.leadrelay.agent.prompt;

/** A prompt file is missing or wrong, or is filled wrongly: an error of whoever wrote it, found at start or in a test. */
public final class PromptException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message one line: what is wrong and what to do */
    public PromptException(String message) {
        super(message);
    }
}
