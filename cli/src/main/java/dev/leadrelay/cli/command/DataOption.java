package dev.leadrelay.cli.command;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The data folder of the installation on this machine; its {@code run.json} tells the other commands where it listens. */
final class DataOption {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "data",
            description = "data folder of the installation on this machine (default: ${DEFAULT-VALUE})")
    Path folder;
}
