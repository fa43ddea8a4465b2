package dev.leadrelay.cli.intake;

import java.util.HexFormat;

/** Which lead ids were seen: 16 bytes each, so that a million of them fit where a list of strings would not. Not thread-safe. */
final class SeenLeads {
    private static final int HEX = 16;

    private long[] table = new long[2 * 1024];
    private int size;

    /**
     * Remembers an id.
     *
     * @param leadId 32 hex digits
     * @return whether it is new
     */
    boolean add(String leadId) {
        long high = HexFormat.fromHexDigitsToLong(leadId, 0, HEX);
        long low = HexFormat.fromHexDigitsToLong(leadId, HEX, 2 * HEX) | 1; // never 0, which means free
        if (2 * (size + 1) > table.length / 2) {
            grow();
        }
        if (!put(table, high, low)) {
            return false;
        }
        size++;
        return true;
    }

    private void grow() {
        long[] larger = new long[2 * table.length];
        for (int i = 0; i < table.length; i += 2) {
            if (table[i + 1] != 0) {
                put(larger, table[i], table[i + 1]);
            }
        }
        table = larger;
    }

    private static boolean put(long[] table, long high, long low) {
        int pairs = table.length / 2;
        int at = (int) (high & (pairs - 1));
        while (table[2 * at + 1] != 0) {
            if (table[2 * at] == high && table[2 * at + 1] == low) {
                return false;
            }
            at = at + 1 & (pairs - 1);
        }
        table[2 * at] = high;
        table[2 * at + 1] = low;
        return true;
    }
}
