package dev.leadrelay.cli.command;

import dev.leadrelay.deadletter.access.PasswordHash;
import dev.leadrelay.service.SettingsException;
import java.io.Console;
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
            Console console = Terminal.console();
            String password = console == null ? Terminal.line(System.in) : typed(console);
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
    }
}
