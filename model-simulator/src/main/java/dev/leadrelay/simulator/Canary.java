package dev.leadrelay.simulator;

/**
 * What a text wants a reader to repeat or to visit, known by the word "canary" in it or in front of it.
 *
 * @param text exactly as it would be repeated
 */
record Canary(Kind kind, String text) {
    /** What it is, and so which sentence it fits into. */
    enum Kind {
        PHRASE,
        URL,
        MAIL,
        NUMBER,
        PERSON,
        TOKEN
    }
}
