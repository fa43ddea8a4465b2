package dev.leadrelay.deadletter.desk;

import java.util.List;

/** The record that could not be used, as it was. */
public record OriginalView(String position, String written, List<BytesView> parts, List<BytesView> headers) {}
