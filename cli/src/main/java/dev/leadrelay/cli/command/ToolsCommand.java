package dev.leadrelay.cli.command;

import dev.leadrelay.agent.tool.ToolBox;
import dev.leadrelay.agent.tool.ToolCheck;
import dev.leadrelay.cli.access.RunFile;
import dev.leadrelay.cli.laptop.LaptopEdition;
import dev.leadrelay.research.ResearchAgentMain;
import dev.leadrelay.research.ResearchSettings;
import dev.leadrelay.service.SettingsSource;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The tools of the agents and whether what stands behind them keeps their contracts. */
@Command(
        name = "tools",
        description = "The tools of the agents.",
        mixinStandardHelpOptions = true,
        subcommands = ToolsCommand.Check.class)
final class ToolsCommand extends CommandGroup {
    /** Asks each tool's live endpoint and compares the answer with the tool's contract. */
    @Command(
            name = "check",
            description = "Asks each configured tool's live endpoint; exit code 2 when one answers otherwise than its"
                    + " contract says, or does not answer.",
            mixinStandardHelpOptions = true)
    static final class Check implements Callable<Integer> {
        private static final int EXIT_BAD = 2;

        @Option(names = "--config", paramLabel = "FILE", description = "YAML file of settings, the agents' own")
        private @Nullable Path config;

        @Mixin
        private DataOption data = new DataOption();

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws InterruptedException {
            Map<String, String> laptop = RunFile.find(data.folder)
                    .map(run -> LaptopEdition.toolSettings(run.simulatorUrl()))
                    .orElse(Map.of());
            ResearchSettings settings = SettingsSource.ofProcess(laptop, config).read(ResearchSettings.class);
            List<ToolCheck> checks;
            try (ToolBox tools = ResearchAgentMain.toolBox(settings)) {
                checks = tools.checkLive();
            }
            PrintWriter out = spec.commandLine().getOut();
            TextTable table = new TextTable("agent", "tool", "version", "contract", "state");
            checks.forEach(check -> table.row(
                    "research-agent",
                    check.name(),
                    "v" + check.version(),
                    check.fingerprint(),
                    check.state().name().toLowerCase(Locale.ROOT).replace('_', ' ')));
            out.print(table);
            checks.stream()
                    .filter(check -> !check.message().isEmpty())
                    .forEach(check -> out.println("  " + check.name() + ": " + check.message()));
            return checks.stream().anyMatch(Check::isBad) ? EXIT_BAD : 0;
        }

        private static boolean isBad(ToolCheck check) {
            return switch (check.state()) {
                case DRIFTED, UNREACHABLE -> true;
                case FITS, NOT_CHECKED -> false;
            };
        }
    }
}
