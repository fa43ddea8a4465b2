package dev.leadrelay.cli.command;

import dev.leadrelay.service.SettingsException;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The terminal at which a person may sit. */
final class Terminal {
    private static final Set<String> YES = Set.of("y", "yes");

    private Terminal() {}

    /** Where a person can be asked; null where nobody sits. */
    static @Nullable Console console() {
        Console console = System.console();
        return console != null && isTerminal(console) ? console : null;
    }

    /** Asks, and gives whether the answer is yes; the end of the input is a no. */
    static boolean agrees(InputStream in, PrintWriter out, String question) {
        out.print(question + " [y/N] ");
        out.flush();
        String answer = line(in);
        return YES.contains(answer.strip().toLowerCase(Locale.ROOT));
    }

    /** One line of the input; empty at its end. */
    static String line(InputStream in) {
        try {
            String line = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).readLine();
            return line == null ? "" : line;
        } catch (IOException e) {
            throw new SettingsException("the input cannot be read: " + e.getMessage());
        }
    }

    /** From Java 22 on there is a console without a terminal too; the method that tells is as new. */
    private static boolean isTerminal(Console console) {
        try {
            return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }
}
