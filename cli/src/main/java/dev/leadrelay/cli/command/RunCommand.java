package dev.leadrelay.cli.command;

import dev.leadrelay.cli.laptop.Services;
import dev.leadrelay.service.ServiceProcess;
import dev.leadrelay.simulator.SimulatorMain;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs one service as its own process. */
@Command(
        name = "run",
        description = "Runs one service as its own process until Ctrl-C; settings from the environment or a file.",
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "SERVICE",
            description =
                    "orchestrator, dead-letter-handler, research-agent, scoring-agent, writer-agent or model-simulator")
    private String service = "";

    @Option(names = "--config", paramLabel = "FILE", description = "YAML file of settings")
    private @Nullable Path config;

    @Override
    public Integer call() throws Exception {
        if (service.equals("model-simulator")) {
            SimulatorMain.main(new String[0]);
            return 0;
        }
        String[] arguments = config == null ? new String[0] : new String[] {"--config", config.toString()};
        ServiceProcess.run(service, arguments, Services.require(service));
        return 0;
    }
}
