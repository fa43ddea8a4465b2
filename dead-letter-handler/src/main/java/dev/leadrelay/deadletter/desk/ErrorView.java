package dev.leadrelay.deadletter.desk;

import java.util.List;

/**
 * A page that could not be shown.
 *
 * @param kept what a form had sent, to be sent once more; empty where there is nothing to keep
 */
public record ErrorView(int status, String line, List<Field> kept) {
    /** A field of that form. */
    public record Field(String name, String value) {}
}
