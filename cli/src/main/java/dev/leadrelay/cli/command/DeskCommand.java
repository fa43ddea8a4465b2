package dev.leadrelay.cli.command;

import dev.leadrelay.deadletter.access.PasswordHash;
import dev.leadrelay.service.SettingsException;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The review desk of the dead-letter handler: who may use it. */
@Command(
        name = "desk",
        description = "The review desk: who may use it.",
        mixinStandardHelpOptions = true,
        subcommands = DeskCommand.HashPassword.class)
final class DeskCommand extends CommandGroup {
    /** Turns a password into what the users file holds. */
    @Command(
            name = "hash-password",
            description =
                    "Asks for a password (or reads one line of its input) and prints what stands behind 'password:' in"
                            + " the users file.",
            mixinStandardHelpOptions = true)
    static final class HashPassword implements Callable<Integer> {
        private static final int SHORTEST = 12;
        private static final int LONGEST = 1_000;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            Console console = System.console();
            String password = console != null && isTerminal(console) ? typed(console) : piped();
            if (password.length() < SHORTEST || password.length() > LONGEST) {
                throw new SettingsException("a password has " + SHORTEST + " to " + LONGEST + " characters");
            }
            spec.commandLine().getOut().println(PasswordHash.of(password));
            return 0;
        }

        private static String typed(Console console) {
            char[] first = console.readPassword("Password: ");
            char[] second = console.readPassword("Once more: ");
            if (first == null || !Arrays.equals(first, second)) {
                throw new SettingsException("the two are not the same; try again");
            }
            return new String(first);
        }

        private static String piped() {
            try {
                String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
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
}
