package dev.leadrelay.cli.command;

import dev.leadrelay.cli.profile.ProfileFileCheck;
import dev.leadrelay.validation.Profile;
import dev.leadrelay.validation.ProfileCheck;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Ideal customer profiles: what is wrong with one, before a list meets it. */
@Command(
        name = "profile",
        description = "Ideal customer profiles.",
        mixinStandardHelpOptions = true,
        subcommands = {ProfileCommand.Check.class, ProfileCommand.Schema.class})
final class ProfileCommand extends CommandGroup {
    /** Names everything that is wrong with profile files. */
    @Command(
            name = "check",
            description = "Reads profile files as the services do and names every mistake, one a line; exit code 2 when"
                    + " there is any.",
            mixinStandardHelpOptions = true)
    static final class Check implements Callable<Integer> {
        private static final int EXIT_BAD = 2;

        @Parameters(arity = "1..*", paramLabel = "FILE", description = "profile files (YAML)")
        private List<Path> files = List.of();

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            ProfileFileCheck checker = new ProfileFileCheck();
            boolean sound = true;
            for (Path file : files) {
                sound &= report(file, checker.check(file));
            }
            spec.commandLine().getErr().flush();
            return sound ? 0 : EXIT_BAD;
        }

        private boolean report(Path file, ProfileCheck check) {
            return switch (check) {
                case ProfileCheck.Sound sound -> {
                    show(file, sound.profile());
                    yield true;
                }
                case ProfileCheck.Unsound unsound -> {
                    PrintWriter err = spec.commandLine().getErr();
                    unsound.problems().forEach(problem -> err.println(file + ": " + problem));
                    yield false;
                }
            };
        }

        private void show(Path file, Profile profile) {
            PrintWriter out = spec.commandLine().getOut();
            out.println(file + ": profile " + profile.name() + ", version " + profile.version() + ", is fine");
            TextTable table = new TextTable("criterion", "weight", "levels (points)");
            for (Profile.Criterion criterion : profile.criteria()) {
                List<String> levels = criterion.levels().stream()
                        .map(level -> level.id() + " " + criterion.points(level))
                        .toList();
                table.row(criterion.id(), criterion.weight(), String.join(", ", levels));
            }
            out.print(table);
            Profile.Thresholds from = profile.thresholds();
            out.println("  totals " + profile.worstTotal() + " to " + profile.bestTotal() + "; tier A from " + from.a()
                    + ", B from " + from.b() + ", C from " + from.c() + ", else D; delivered from tier "
                    + profile.deliverFrom());
            out.println("  disqualified by "
                    + (profile.disqualifiers().isEmpty()
                            ? "nothing"
                            : String.join(
                                    ", ",
                                    profile.disqualifiers().stream()
                                            .map(Profile.Disqualifier::id)
                                            .toList())));
            out.flush();
        }
    }

    /** Prints the schema, so that an editor can be pointed at a copy of it. */
    @Command(
            name = "schema",
            description = "Prints the JSON Schema of profiles, for editors and other programs.",
            mixinStandardHelpOptions = true)
    static final class Schema implements Runnable {
        @Spec
        private CommandSpec spec;

        @Override
        public void run() {
            spec.commandLine().getOut().print(Profile.schema());
            spec.commandLine().getOut().flush();
        }
    }
}
