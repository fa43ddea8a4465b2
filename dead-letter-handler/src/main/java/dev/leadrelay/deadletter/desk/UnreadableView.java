package dev.leadrelay.deadletter.desk;

import java.util.List;

/** Records of the topics that could not be read at all. */
public record UnreadableView(List<Row> rows) {
    /** One of them. */
    public record Row(String position, String at, String reason, List<BytesView> parts) {}
}
