package dev.leadrelay.cli.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.LeadList;
import dev.leadrelay.schemas.records.ListSettings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class ListPartsTest {
    private static final ListSettings SETTINGS = ListSettings.newBuilder()
            .setProfile("p")
            .setLanguage("en")
            .setMaxTokensPerLead(1)
            .setMaxCostMicrosPerLead(1)
            .build();

    @Property(tries = 50)
    void everyLeadIsInExactlyOnePartAndOnlyTheLastIsLast(
            @ForAll @Size(max = 1200) List<@IntRange(max = 40_000) Integer> noteLengths) {
        List<LeadList> parts = new ArrayList<>();
        ListParts cutter = new ListParts("l", "s", SETTINGS, Instant.EPOCH, parts::add);
        for (int i = 0; i < noteLengths.size(); i++) {
            cutter.add(lead("lead-" + i, "x".repeat(noteLengths.get(i))));
        }
        cutter.finish();

        List<String> ids = parts.stream()
                .flatMap(part -> part.getLeads().stream())
                .map(Lead::getLeadId)
                .toList();
        assertThat(ids).hasSize(noteLengths.size()).doesNotHaveDuplicates();
        assertThat(parts.getLast().getLastPart()).isTrue();
        assertThat(parts.stream().filter(LeadList::getLastPart)).hasSize(1);
        for (int n = 0; n < parts.size(); n++) {
            LeadList part = parts.get(n);
            assertThat(part.getPart()).isEqualTo(n);
            assertThat(part.getLeads().size()).isLessThanOrEqualTo(500);
            int notes = part.getLeads().stream()
                    .mapToInt(l -> l.getNotes().length())
                    .sum();
            assertThat(notes).isLessThanOrEqualTo(256 * 1024);
        }
    }

    private static Lead lead(String id, String notes) {
        return Lead.newBuilder()
                .setLeadId(id)
                .setExtra(Map.of())
                .setNotes(notes)
                .build();
    }
}
