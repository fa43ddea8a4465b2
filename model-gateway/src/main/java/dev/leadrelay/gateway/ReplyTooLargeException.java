package dev.leadrelay.gateway;

/** A reply was longer than allowed. */
@SuppressWarnings("serial") // never serialised
final class ReplyTooLargeException extends RuntimeException {
    ReplyTooLargeException(int maxBytes) {
        super("the reply is larger than " + maxBytes + " bytes");
    }
}
