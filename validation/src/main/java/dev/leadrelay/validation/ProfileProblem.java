package dev.leadrelay.validation;

/**
 * One thing that is wrong with a profile. Immutable.
 *
 * @param path where it is, as a JSON pointer such as {@code /criteria/0/weight}; empty for the whole file
 * @param message what is wrong and what to do, one line
 */
public record ProfileProblem(String path, String message) {
    /** The place and the message in one line; the whole file is {@code /}. */
    @Override
    public String toString() {
        return (path.isEmpty() ? "/" : path) + ": " + message;
    }
}
