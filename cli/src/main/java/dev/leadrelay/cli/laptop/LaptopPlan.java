package dev.leadrelay.cli.laptop;

import dev.leadrelay.service.SettingsException;
import dev.leadrelay.simulator.DemoCompanies;
import dev.leadrelay.validation.ProfileException;
import dev.leadrelay.validation.RefusalPolicy;
import dev.leadrelay.validation.SellerProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where the laptop edition keeps things and what its services are told. The files a person named are checked and copied
 * into the data folder, so that a running installation does not change under its leads.
 *
 * @param data data folder
 * @param profiles folder of the profiles
 * @param seller seller profile in the data folder
 * @param refusalPolicy refusal policy in the data folder, if there is one
 * @param given settings that outrank all others
 */
record LaptopPlan(Path data, Path profiles, Path seller, Optional<Path> refusalPolicy, Map<String, String> given) {

    /**
     * Checks what the person named and lays it out.
     *
     * @throws SettingsException when a file is missing or malformed
     */
    static LaptopPlan of(LaptopOptions options) {
        Path data = options.data().toAbsolutePath().normalize();
        Path profiles = data.resolve("profiles");
        check("seller profile", options.seller(), SellerProfile::parse);
        ProfileFiles.install(options.profile(), profiles);
        Path seller = copy(options.seller(), data.resolve("seller.yaml"));
        Path policy = options.refusalPolicy();
        if (policy == null) {
            return new LaptopPlan(data, profiles, seller, Optional.empty(), options.settings());
        }
        check("refusal policy", policy, RefusalPolicy::parse);
        Path kept = copy(policy, data.resolve("refusal-policy.yaml"));
        return new LaptopPlan(data, profiles, seller, Optional.of(kept), options.settings());
    }

    /**
     * Settings that all services share; each reads those below its own prefix.
     *
     * @param simulator host and port of a simulator that is the model, if one is
     * @param second the same of the second provider
     */
    Map<String, String> settings(
            String bootstrapServers, String registryUrl, Optional<String> simulator, Optional<String> second) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("leadrelay.kafka.bootstrap-servers", bootstrapServers);
        settings.put("leadrelay.registry.url", registryUrl);
        settings.put("leadrelay.registry.auto-register", "true");
        settings.put("leadrelay.topics.partitions", Integer.toString(LaptopEdition.PARTITIONS));
        settings.put("leadrelay.orchestrator.state-dir", data.resolve("state").toString());
        settings.put("leadrelay.orchestrator.commit-interval-ms", "25");
        settings.put("leadrelay.orchestrator.session-timeout-ms", "3000");
        settings.put("leadrelay.orchestrator.profiles-dir", profiles.toString());
        settings.put("leadrelay.orchestrator.seller", seller.toString());
        refusalPolicy.ifPresent(file -> settings.put("leadrelay.orchestrator.refusal-policy", file.toString()));
        settings.put("leadrelay.dead-letter-handler.profiles-dir", profiles.toString());
        settings.put("leadrelay.dead-letter-handler.seller", seller.toString());
        refusalPolicy.ifPresent(file -> settings.put("leadrelay.dead-letter-handler.refusal-policy", file.toString()));
        settings.put("leadrelay.research.page-archive", PageFolder.of(data).toString());
        settings.put("leadrelay.scoring.profiles-dir", profiles.toString());
        settings.put("leadrelay.writer.seller", seller.toString());
        settings.put(
                "leadrelay.dead-letter-handler.store-url",
                "jdbc:h2:file:" + data.resolve("dead-letters").resolve("store"));
        simulator.ifPresent(address -> simulated(settings, address, second.orElse(address)));
        settings.putAll(given);
        return settings;
    }

    private static void simulated(Map<String, String> settings, String address, String second) {
        settings.put("leadrelay.model.url", "http://" + address + "/v1");
        settings.put("leadrelay.model.key", "none");
        settings.put("leadrelay.model.name", "simulator");
        // A second provider, as an installation that people rely on has; mostly the same simulator by another name.
        settings.put("leadrelay.model.fallback-url", "http://" + second + "/v1");
        settings.put("leadrelay.model.fallback-name", "simulator-fallback");
        // It answers within a second or is meant to hang; a real model needs the usual minute.
        settings.put("leadrelay.model.timeout", "PT10S");
        // A simulator costs nothing; with these prices of a small model the demo's cost accounting has something to
        // show.
        settings.put("leadrelay.model.prompt-micros-per-million-tokens", "150000");
        settings.put("leadrelay.model.completion-micros-per-million-tokens", "600000");
        settings.put("leadrelay.model.fallback-prompt-micros-per-million-tokens", "250000");
        settings.put("leadrelay.model.fallback-completion-micros-per-million-tokens", "1000000");
        settings.putAll(tools(address));
    }

    /** Where the tools of the agents find the demo's sites, and a page of them that is always there. */
    static Map<String, String> tools(String simulator) {
        return Map.of(
                "leadrelay.research.fetch-page.hosts.\"*.example\"",
                simulator,
                "leadrelay.research.fetch-page.check-url",
                "http://" + DemoCompanies.catalogue().getFirst().domain() + "/");
    }

    private interface Parser {
        Object parse(String text);
    }

    private static void check(String what, Path file, Parser parser) {
        try {
            parser.parse(ProfileFiles.read(file));
        } catch (ProfileException e) {
            throw new SettingsException(what + " " + file + ": " + e.getMessage());
        }
    }

    private static Path copy(Path from, Path to) {
        try {
            Files.createDirectories(to.getParent());
            return Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new SettingsException("cannot write " + to + ": " + e.getMessage());
        }
    }
}
