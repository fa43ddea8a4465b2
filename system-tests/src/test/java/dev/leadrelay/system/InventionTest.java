package dev.leadrelay.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadrelay.cli.laptop.GeneratedLeads;
import dev.leadrelay.cli.results.ListOutcome;
import dev.leadrelay.schemas.records.DeadLetter;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.LeadResult;
import dev.leadrelay.schemas.records.LeadStatus;
import dev.leadrelay.schemas.records.Violation;
import dev.leadrelay.simulator.InventionKind;
import dev.leadrelay.simulator.ModelSimulator;
import dev.leadrelay.simulator.SimulatorSettings;
import dev.leadrelay.system.support.Installation;
import dev.leadrelay.system.support.OpenGates;
import dev.leadrelay.validation.GateSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * A model that invents something about every lead, and does not let itself be talked out of it: what is delivered behind open gates, and
 * which gate and check catches what.
 */
class InventionTest {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final String LIST = "inventions";
    private static final int LEADS = 200;

    /** What came of the inventions of one kind. */
    private static final class Row {
        private int invented;
        private int delivered;
        private final Map<String, Integer> caught = new TreeMap<>();
        private final List<String> through = new ArrayList<>();
    }

    @Test
    void whatIsInventedIsDeliveredBehindOpenGatesOnly() throws Exception {
        Map<InventionKind, Row> open = run(OpenGates.OPEN);
        Map<InventionKind, Row> closed = run(GateSet.standard());
        System.out.printf(
                "InventionTest: %-32s %8s %14s %15s  %s%n",
                "kind", "invented", "open: through", "gates: through", "caught by");
        closed.forEach((kind, row) -> System.out.printf(
                "InventionTest: %-32s %8d %14d %15d  %s%n",
                kind, row.invented, open.containsKey(kind) ? open.get(kind).delivered : 0, row.delivered, row.caught));
        assertThat(open).containsOnlyKeys(InventionKind.values());
        open.forEach((kind, row) ->
                assertThat(row.delivered).as(kind + " behind open gates").isPositive());
        closed.forEach((kind, row) -> {
            assertThat(row.invented).as(kind + " was tried").isPositive();
            assertThat(row.delivered)
                    .as(kind + " behind the gates: " + row.through)
                    .isZero();
        });
    }

    /** What was invented, by kind, of the leads that got as far as to be invented about. */
    private static Map<InventionKind, Row> run(GateSet gates) throws Exception {
        SimulatorSettings inventing =
                SimulatorSettings.defaults().withFallibility(0).withInventing(true);
        try (Installation installation = Installation.create("invention", inventing, Map.of())) {
            OpenGates.start(installation, gates);
            List<Lead> leads = GeneratedLeads.of(11, LEADS);
            installation.submit(LIST, leads);
            assertThat(installation
                            .ledger(LIST, installation.awaitSettled(LIST, PATIENCE))
                            .balanced())
                    .isTrue();
            return rows(leads, installation.outcome(LIST), installation.simulator());
        }
    }

    private static Map<InventionKind, Row> rows(List<Lead> leads, ListOutcome outcome, ModelSimulator simulator) {
        Map<String, LeadResult> results =
                outcome.results().values().stream().collect(Collectors.toMap(LeadResult::getLeadId, result -> result));
        Map<String, DeadLetter> letters = outcome.deadLetters().values().stream()
                .collect(Collectors.toMap(letter -> String.valueOf(letter.getLeadId()), letter -> letter));
        Map<InventionKind, Row> rows = new EnumMap<>(InventionKind.class);
        for (Lead lead : leads) {
            var invented =
                    simulator.invented().get(String.valueOf(lead.getEmail()).toLowerCase(Locale.ROOT));
            if (invented == null) {
                continue;
            }
            Row row = rows.computeIfAbsent(invented.kind(), kind -> new Row());
            row.invented++;
            LeadResult result = results.get(lead.getLeadId());
            DeadLetter letter = letters.get(lead.getLeadId());
            if (result != null && result.getStatus() == LeadStatus.DELIVERED) {
                row.delivered++;
                row.through.add(invented.text() + " of " + invented.lead() + ": "
                        + result.getScore().getCriteria() + " on "
                        + result.getResearch().getEvidence());
            } else if (letter != null) {
                letter.getViolations().stream()
                        .map(Violation::getCode)
                        .distinct()
                        .forEach(code -> row.caught.merge(letter.getStage() + " " + code, 1, Integer::sum));
            } else if (result != null) {
                row.caught.merge("(" + result.getStatus() + " " + result.getReason() + ")", 1, Integer::sum);
            }
        }
        return rows;
    }
}
