package dev.leadrelay.cli.command;

import java.util.ArrayList;
import java.util.List;

/** A table in plain text: columns as wide as their content, numbers to the right. */
final class TextTable {
    private static final int MAX_WIDTH = 48;

    private final List<List<String>> rows = new ArrayList<>();
    private final boolean[] numeric;
    private final boolean remarks;

    TextTable(String... header) {
        this(false, header);
    }

    private TextTable(boolean remarks, String... header) {
        this.remarks = remarks;
        rows.add(List.of(header));
        numeric = new boolean[header.length];
        java.util.Arrays.fill(numeric, true);
    }

    /** A table whose last column is as long as its texts are. */
    static TextTable withRemarks(String... header) {
        return new TextTable(true, header);
    }

    void row(Object... cells) {
        List<String> row = new ArrayList<>();
        for (int i = 0; i < cells.length; i++) {
            numeric[i] &= cells[i] instanceof Number || "".equals(cells[i]);
            String cell = String.valueOf(cells[i]).replaceAll("\\p{Cntrl}+", " ");
            row.add(remarks && i == cells.length - 1 ? cell : shortened(cell));
        }
        rows.add(row);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int r = 0; r < rows.size(); r++) {
            text.append(' ');
            for (int c = 0; c < numeric.length; c++) {
                String cell = rows.get(r).get(c);
                String pad = " ".repeat(width(c) - cell.length());
                boolean last = c == numeric.length - 1;
                text.append(' ')
                        .append(numeric[c] ? pad + cell : last ? cell : cell + pad)
                        .append(' ');
            }
            text.append(System.lineSeparator());
            if (r == 0) {
                text.append(' ');
                for (int c = 0; c < numeric.length; c++) {
                    text.append(' ')
                            .append("─".repeat(Math.min(width(c), MAX_WIDTH)))
                            .append(' ');
                }
                text.append(System.lineSeparator());
            }
        }
        return text.toString();
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }

    private static String shortened(String cell) {
        return cell.length() <= MAX_WIDTH ? cell : cell.substring(0, MAX_WIDTH - 1) + "…";
    }
}
