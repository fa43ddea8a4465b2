package dev.leadrelay.simulator;

/** A request no OpenAI-compatible server would accept; the message says what is wrong with it. */
final class BadRequestException extends Exception {
    private static final long serialVersionUID = 1;

    BadRequestException(String message) {
        super(message);
    }
}
