package dev.leadrelay.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadrelay.cli.laptop.GeneratedLeads;
import dev.leadrelay.cli.results.Ledger;
import dev.leadrelay.schemas.records.DeadLetter;
import dev.leadrelay.schemas.records.FailureClass;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.LeadList;
import dev.leadrelay.schemas.records.ListProgress;
import dev.leadrelay.schemas.records.Stage;
import dev.leadrelay.schemas.records.Violation;
import dev.leadrelay.system.support.Installation;
import dev.leadrelay.system.support.TopicRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Parts of a list that come twice. */
class PartsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void aPartThatRepeatsChangesNothingAndOneThatContradictsIsADeadLetter() throws Exception {
        List<Lead> leads = GeneratedLeads.of(4, 40);
        try (Installation installation = Installation.create("parts").start()) {
            TopicRecords records = new TopicRecords(installation);
            installation.produce(
                    installation.topics().lists(), "twice", part(installation, 0, false, leads.subList(0, 15)));
            installation.produce(
                    installation.topics().lists(), "twice", part(installation, 0, false, leads.subList(0, 15)));
            installation.produce(
                    installation.topics().lists(), "twice", part(installation, 1, true, leads.subList(15, 25)));
            ListProgress first = installation.awaitSettled("twice", PATIENCE);
            long calls = installation.simulator().stats().calls();

            assertThat(first.getAccepted()).isEqualTo(25);
            assertThat(first.getPartsReceived()).isEqualTo(2);
            assertThat(first.getUnattributed()).isZero();
            assertThat(records.deadLetters(Stage.LISTS)).isEmpty();
            assertThat(installation.outcome("twice").results()).hasSize(25);
            assertThat(installation.ledger("twice", first).balanced()).isTrue();

            // The first part again when all is done, and then leads of the list's own and new ones under its number.
            installation.produce(
                    installation.topics().lists(), "twice", part(installation, 0, false, leads.subList(0, 15)));
            installation.produce(
                    installation.topics().lists(), "twice", part(installation, 0, false, leads.subList(10, 40)));
            ListProgress last = awaitUnattributed(installation, 30);

            assertThat(records.deadLetters(Stage.LISTS)).singleElement().satisfies(PartsTest::namesTheConflict);
            assertThat(last.getAccepted()).isEqualTo(25);
            assertThat(last.getDelivered()).isEqualTo(first.getDelivered());
            assertThat(last.getDisqualified()).isEqualTo(first.getDisqualified());
            assertThat(last.getParked()).isEqualTo(first.getParked());
            assertThat(last.getSpentMicros()).isEqualTo(first.getSpentMicros());
            Ledger ledger = installation.ledger("twice", last);
            assertThat(ledger.balanced()).isTrue();
            assertThat(ledger.settled()).isTrue();
            assertThat(installation.outcome("twice").results()).hasSize(25);
            assertThat(new TopicRecords(installation).raw(installation.topics().leadResults()))
                    .as("one result record a lead")
                    .hasSize(25);
            assertThat(installation.simulator().stats().calls()).isEqualTo(calls);
        }
    }

    private static void namesTheConflict(DeadLetter letter) {
        assertThat(letter.getFailureClass()).isEqualTo(FailureClass.CONTRACT_VIOLATION);
        assertThat(letter.getListId()).isEqualTo("twice");
        assertThat(letter.getLeadKey()).isNull();
        assertThat(letter.getViolations()).extracting(Violation::getCode).containsExactly("part.conflict");
        assertThat(letter.getOriginal().getTopic()).endsWith("leads.lists");
    }

    private static ListProgress awaitUnattributed(Installation installation, long leads) {
        return Awaitility.await("the refused part's leads are counted")
                .atMost(PATIENCE)
                .until(
                        () -> installation.awaitSettled("twice", PATIENCE),
                        progress -> progress.getUnattributed() == leads);
    }

    private static LeadList part(Installation installation, int number, boolean last, List<Lead> leads) {
        return LeadList.newBuilder()
                .setListId("twice")
                .setPart(number)
                .setLastPart(last)
                .setSubmittedAt(Instant.now())
                .setSource("test")
                .setSettings(installation.listSettings())
                .setLeads(leads)
                .build();
    }
}
