package dev.leadrelay.deadletter.desk;

import java.util.List;

/**
 * The record that could not be used, as it was.
 *
 * @param whole how much the file with the whole value holds; empty when the value is nowhere to be had
 */
public record OriginalView(
        String position, String written, List<BytesView> parts, List<BytesView> headers, String whole) {}
