package dev.leadrelay.cli.results;

/** Keeps spreadsheets from evaluating what others wrote. */
public final class FormulaCells {
    private FormulaCells() {}

    /** A spreadsheet evaluates cells that begin like a formula; an apostrophe in front makes them text. */
    public static String unevaluated(String cell) {
        boolean formula = !cell.isEmpty() && "=+-@\t\r".indexOf(cell.charAt(0)) >= 0;
        return formula ? "'" + cell : cell;
    }
}
