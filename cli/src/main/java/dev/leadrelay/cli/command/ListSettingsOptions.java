package dev.leadrelay.cli.command;

import dev.leadrelay.schemas.records.ListSettings;
import dev.leadrelay.schemas.records.NoEvidence;
import dev.leadrelay.service.SettingsException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say how the leads of a list are to be worked on. */
final class ListSettingsOptions {
    @Option(names = "--language", defaultValue = "en", description = "language to write in (default: ${DEFAULT-VALUE})")
    String language = "en";

    @Option(
            names = "--max-cost-per-lead",
            paramLabel = "MICROS",
            defaultValue = "200000",
            description = "cost one lead may cause, in millionths of the currency unit (default: ${DEFAULT-VALUE})")
    long maxCostMicrosPerLead = 200_000;

    @Option(
            names = "--max-tokens-per-lead",
            paramLabel = "N",
            defaultValue = "200000",
            description = "tokens one lead may use (default: ${DEFAULT-VALUE})")
    long maxTokensPerLead = 200_000;

    @Option(
            names = "--max-cost",
            paramLabel = "MICROS",
            description = "cost the whole list may cause, in millionths (default: no limit)")
    @Nullable
    Long maxCostMicros;

    @Option(
            names = "--park-without-evidence",
            description = "leads about which nothing is found wait for a person instead of being disqualified")
    boolean parkWithoutEvidence;

    @Option(names = "--require-approval", description = "each draft waits until a person approves it")
    boolean requireApproval;

    ListSettings toSettings(String profile) {
        if (maxCostMicrosPerLead <= 0 || maxTokensPerLead <= 0) {
            throw new SettingsException("--max-cost-per-lead and --max-tokens-per-lead must be greater than 0");
        }
        return ListSettings.newBuilder()
                .setProfile(profile)
                .setLanguage(language)
                .setMaxCostMicrosPerLead(maxCostMicrosPerLead)
                .setMaxTokensPerLead(maxTokensPerLead)
                .setMaxCostMicros(maxCostMicros)
                .setRequireApproval(requireApproval)
                .setNoEvidence(parkWithoutEvidence ? NoEvidence.PARK : NoEvidence.DISQUALIFY)
                .build();
    }
}
