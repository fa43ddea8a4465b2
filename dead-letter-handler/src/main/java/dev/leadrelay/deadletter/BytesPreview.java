package dev.leadrelay.deadletter;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** Bytes of any kind as something that a person can look at. */
final class BytesPreview {
    private static final int HEX_BYTES = 512;
    private static final int TEXT_BYTES = 4_096;

    private BytesPreview() {}

    /**
     * Size, hex digits of the first 512 bytes, and the first 4,096 as text, in which control characters and what is no
     * UTF-8 show as the replacement character.
     */
    static ObjectNode of(byte[] bytes) {
        byte[] head = Arrays.copyOf(bytes, Math.min(bytes.length, HEX_BYTES));
        return JsonNodeFactory.instance
                .objectNode()
                .put("size", bytes.length)
                .put("hex", HexFormat.of().formatHex(head))
                .put("text", text(bytes))
                .put("cut", bytes.length > HEX_BYTES);
    }

    private static String text(byte[] bytes) {
        String text = new String(bytes, 0, Math.min(bytes.length, TEXT_BYTES), StandardCharsets.UTF_8);
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> Character.isISOControl(c) && c != '\n' && c != '\t' ? '\uFFFD' : c)
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }
}
