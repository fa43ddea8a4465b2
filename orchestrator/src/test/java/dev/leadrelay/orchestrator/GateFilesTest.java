package dev.leadrelay.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.ListSettings;
import dev.leadrelay.schemas.records.NoEvidence;
import dev.leadrelay.schemas.records.Tier;
import dev.leadrelay.schemas.records.Verdict;
import dev.leadrelay.schemas.records.Violation;
import dev.leadrelay.service.SettingsException;
import dev.leadrelay.service.SettingsSource;
import dev.leadrelay.validation.GateSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GateFilesTest {
    private static final String PROFILE = """
            name: saas
            version: "1"
            description: Companies that sell software.
            deliverFrom: B
            criteria:
              - id: product
                question: Do they sell software?
                weight: 100
                levels:
                  - {id: yes_, share: 100, description: They do.}
                  - {id: no_, share: 0, description: They do not.}
            """;
    private static final String SELLER = """
            name: seller
            company: Seller Ltd
            sender: {name: Sam, title: Sales, email: sam@seller.example}
            product: A product.
            valuePropositions: [Saves time]
            languages: [en]
            footer: {postalAddress: Street 1, optOut: {en: Reply stop.}}
            """;

    @TempDir
    Path directory;

    private final Map<String, String> given = new HashMap<>();

    @BeforeEach
    void files() throws IOException {
        Files.createDirectories(directory.resolve("profiles"));
        Files.writeString(directory.resolve("profiles/saas.yaml"), PROFILE);
        Files.writeString(directory.resolve("seller.yaml"), SELLER);
        given.put(
                "leadrelay.orchestrator.profiles-dir",
                directory.resolve("profiles").toString());
        given.put(
                "leadrelay.orchestrator.seller",
                directory.resolve("seller.yaml").toString());
    }

    @Test
    void bindsTheSharedGatesToProfilesSellerAndPolicy() {
        ProfileGates gates = GateFiles.load(settings(), GateSet.standard());
        assertThat(gates.lead(lead(), settings("saas")).getPassed()).isTrue();
        assertThat(gates.deliverFrom(settings("saas"))).isEqualTo(Tier.B);
    }

    @Test
    void anUnknownProfileIsRejectedByName() {
        Verdict verdict = GateFiles.load(settings(), GateSet.standard()).lead(lead(), settings("nope"));
        assertThat(verdict.getPassed()).isFalse();
        assertThat(verdict.getViolations())
                .extracting(Violation::getMessage)
                .singleElement()
                .asString()
                .contains("'nope'");
    }

    @Test
    void aProfileMayBeAddedWhileTheServiceRuns() throws IOException {
        ProfileGates gates = GateFiles.load(settings(), GateSet.standard());
        Files.writeString(directory.resolve("profiles/later.yaml"), PROFILE.replace("saas", "later"));
        assertThat(gates.lead(lead(), settings("later")).getPassed()).isTrue();
    }

    @Test
    void aProfileNameCannotLeaveItsDirectory() throws IOException {
        Files.writeString(directory.resolve("outside.yaml"), PROFILE);
        assertThat(GateFiles.load(settings(), GateSet.standard())
                        .lead(lead(), settings("../outside"))
                        .getPassed())
                .isFalse();
    }

    @Test
    void missingAndMalformedFilesAreOneLine() throws IOException {
        Files.writeString(directory.resolve("profiles/bad.yaml"), "name: bad");
        assertOneLine("profile");
        Files.delete(directory.resolve("profiles/bad.yaml"));
        given.put(
                "leadrelay.orchestrator.refusal-policy",
                directory.resolve("absent.yaml").toString());
        assertOneLine("leadrelay.orchestrator.refusal-policy");
        given.remove("leadrelay.orchestrator.refusal-policy");
        Files.writeString(directory.resolve("seller.yaml"), "name: [");
        assertOneLine("leadrelay.orchestrator.seller");
        given.put(
                "leadrelay.orchestrator.profiles-dir", directory.resolve("none").toString());
        Files.writeString(directory.resolve("seller.yaml"), SELLER);
        assertOneLine("leadrelay.orchestrator.profiles-dir");
    }

    private void assertOneLine(String naming) {
        assertThatThrownBy(() -> GateFiles.load(settings(), GateSet.standard()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(naming)
                .satisfies(e -> assertThat(e.getMessage().strip()).doesNotContain("\n"));
    }

    private OrchestratorSettings settings() {
        return SettingsSource.ofProcess(given, null).read(OrchestratorSettings.class);
    }

    private static ListSettings settings(String profile) {
        return new ListSettings(profile, "en", 1L, 1L, null, false, NoEvidence.DISQUALIFY);
    }

    private static Lead lead() {
        return Lead.newBuilder()
                .setLeadId("a")
                .setCompany("Company")
                .setCompanyDomain("company.example")
                .build();
    }
}
