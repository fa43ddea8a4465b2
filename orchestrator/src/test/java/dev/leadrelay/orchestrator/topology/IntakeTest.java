package dev.leadrelay.orchestrator.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leadrelay.orchestrator.list.ListInput;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.LeadList;
import dev.leadrelay.schemas.records.ListCommand;
import dev.leadrelay.schemas.records.ListCommandKind;
import dev.leadrelay.schemas.records.ListPartLead;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class IntakeTest {
    @Test
    void intakeRecordsComeBackAsTheyWere() {
        ListPartLead lead = new ListPartLead("l", 0, "hash", 3, Samples.lead("a"));
        ListCommand command = new ListCommand("l", ListCommandKind.CANCEL, null, "me", Samples.START);
        assertThat(IntakeCodec.decode(IntakeCodec.encode(lead))).isEqualTo(new ListInput.LeadArrived(lead));
        assertThat(IntakeCodec.decode(IntakeCodec.encode(command))).isEqualTo(new ListInput.Commanded(command));
        assertThatThrownBy(() -> IntakeCodec.decode(new byte[] {7, 1, 2})).hasMessageContaining("kind 7");
    }

    @Test
    void theContentHashIgnoresWhenAPartWasSubmittedAndTheOrderOfExtras() {
        LeadList list = with(Samples.list("l", 0, true), extra("k1", "k2"), Samples.START);
        LeadList again = with(Samples.list("l", 0, true), extra("k2", "k1"), Samples.START.plusSeconds(9));
        assertThat(ContentHash.of(again)).isEqualTo(ContentHash.of(list));
    }

    @Test
    void theContentHashTellsEverythingElseApart() {
        assertThat(List.of(
                                Samples.list("l", 0, true, "a"),
                                Samples.list("l", 1, true, "a"),
                                Samples.list("l", 0, false, "a"),
                                Samples.list("l", 0, true, "b"),
                                Samples.list("l", 0, true, "a", "b"),
                                Samples.list("l", 0, true))
                        .stream()
                        .map(ContentHash::of))
                .doesNotHaveDuplicates();
    }

    @Test
    void anImpossibleTimestampBecomesNow() {
        SaneTimestamps timestamps = new SaneTimestamps();
        long now = System.currentTimeMillis();
        assertThat(timestamps.extract(record(1_000), 0)).isEqualTo(1_000);
        assertThat(timestamps.extract(record(-1), 0)).isBetween(now, now + 60_000);
        assertThat(timestamps.extract(record(now + 3_600_000), 0)).isBetween(now, now + 60_000);
    }

    private static ConsumerRecord<Object, Object> record(long timestamp) {
        return new ConsumerRecord<>(
                "t",
                0,
                0,
                timestamp,
                org.apache.kafka.common.record.TimestampType.CREATE_TIME,
                0,
                0,
                "k",
                "v",
                new org.apache.kafka.common.header.internals.RecordHeaders(),
                java.util.Optional.empty());
    }

    private static LeadList with(LeadList list, Map<String, String> extra, Instant submittedAt) {
        Lead lead = Lead.newBuilder(Samples.lead("a")).setExtra(extra).build();
        return LeadList.newBuilder(list)
                .setLeads(List.of(lead))
                .setSubmittedAt(submittedAt)
                .build();
    }

    private static Map<String, String> extra(String first, String second) {
        Map<String, String> extra = new LinkedHashMap<>();
        extra.put(first, "v");
        extra.put(second, "v");
        return extra;
    }
}
