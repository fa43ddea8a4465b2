package dev.leadrelay.deadletter.desk;

import java.util.List;

/**
 * Records of the topics that could not be read at all.
 *
 * @param next query string of the page behind this one; empty on the last
 */
public record UnreadableView(List<Row> rows, String next) {
    /** One of them. */
    public record Row(String position, String at, String reason, List<BytesView> parts) {}
}
