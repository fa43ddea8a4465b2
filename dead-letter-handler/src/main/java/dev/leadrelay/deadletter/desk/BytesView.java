package dev.leadrelay.deadletter.desk;

import java.util.List;

/**
 * Raw bytes as hex dump and as text.
 *
 * @param name what they are: key, value or the name of a header
 * @param lines of the dump: offset, sixteen bytes, the same as text
 * @param cut whether there is more than is shown
 */
public record BytesView(String name, long size, List<String> lines, String text, boolean cut) {}
