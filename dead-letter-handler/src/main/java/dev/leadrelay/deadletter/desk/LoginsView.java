package dev.leadrelay.deadletter.desk;

import java.util.List;

/**
 * Logins, logouts and refusals, the latest first.
 *
 * @param next query string of the next page; empty when this is the last
 */
public record LoginsView(List<Row> rows, String next) {
    /** One of them. */
    public record Row(String at, String user, String address, String what, String result) {}
}
