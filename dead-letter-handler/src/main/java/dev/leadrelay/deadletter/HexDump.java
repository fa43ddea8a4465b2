package dev.leadrelay.deadletter;

import dev.leadrelay.deadletter.desk.BytesView;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Bytes of any kind as a dump of the kind that {@code hexdump -C} prints. Pure. */
final class HexDump {
    private static final int SHOWN = 1_024;
    private static final int WIDTH = 16;
    private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

    private HexDump() {}

    static BytesView of(String name, byte[] bytes) {
        List<String> lines = new ArrayList<>();
        int shown = Math.min(bytes.length, SHOWN);
        for (int at = 0; at < shown; at += WIDTH) {
            lines.add(line(bytes, at, Math.min(shown, at + WIDTH)));
        }
        String text = BytesPreview.of(bytes).get("text").asText();
        return new BytesView(name, bytes.length, lines, text, bytes.length > SHOWN);
    }

    private static String line(byte[] bytes, int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int at = from; at < to; at++) {
            text.append(bytes[at] >= 0x20 && bytes[at] < 0x7f ? (char) bytes[at] : '.');
        }
        return "%08x  %-47s  |%s|".formatted(from, HEX.formatHex(bytes, from, to), text);
    }
}
