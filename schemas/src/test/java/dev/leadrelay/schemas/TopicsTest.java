package dev.leadrelay.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leadrelay.schemas.records.DeadLetter;
import dev.leadrelay.schemas.records.Stage;
import dev.leadrelay.schemas.records.WriterResult;
import org.junit.jupiter.api.Test;

class TopicsTest {
    private final Topics topics = new Topics("eu.");

    @Test
    void namesEveryTopicOnceWithItsPrefix() {
        assertThat(topics.all())
                .hasSize(23)
                .extracting(Topic::name)
                .doesNotHaveDuplicates()
                .allMatch(name -> name.startsWith("eu."))
                .contains("eu.leads.lists", "eu.research.requests", "eu.writer.results", "eu.lists.dead-letters");
    }

    @Test
    void stagesNameTheirTopicsAndTypes() {
        assertThat(topics.results(Stage.WRITER).valueType()).isEqualTo(WriterResult.class);
        assertThat(topics.deadLetters(Stage.LISTS).valueType()).isEqualTo(DeadLetter.class);
        assertThat(topics.requests(Stage.SCORING).subject()).isEqualTo("eu.scoring.requests-value");
        for (Stage stage : new Stage[] {Stage.UNKNOWN, Stage.LISTS}) {
            assertThatThrownBy(() -> topics.requests(stage)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> topics.results(stage)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> topics.deadLetters(Stage.UNKNOWN)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void settingsFollowTheRetention() {
        assertThat(topics.lists().settings(100))
                .containsEntry("cleanup.policy", "delete")
                .containsEntry("retention.ms", "1209600000")
                .containsEntry("max.message.bytes", "100");
        assertThat(topics.deadLetters(Stage.WRITER).settings(100))
                .containsEntry("retention.ms", "7776000000")
                .containsEntry("max.message.bytes", "200");
        assertThat(topics.leadResults().settings(100))
                .containsEntry("cleanup.policy", "compact")
                .doesNotContainKey("retention.ms");
        assertThat(topics.feedback().settings(100)).containsEntry("retention.ms", "-1");
        assertThat(topics.all())
                .allSatisfy(topic -> assertThat(topic.settings(100)).doesNotContainKey("compression.type"));
    }

    @Test
    void topicsKeyedByLeadAreAmongAll() {
        assertThat(topics.all()).containsAll(topics.keyedByLead());
        assertThat(topics.keyedByLead()).doesNotHaveDuplicates().doesNotContain(topics.lists(), topics.progress());
    }

    @Test
    void stageNamesGoBothWays() {
        for (Stage stage : Stage.values()) {
            assertThat(Stages.byName(Stages.nameOf(stage))).isEqualTo(stage);
        }
        assertThat(Stages.byName("RESEARCH")).isEqualTo(Stage.UNKNOWN);
    }
}
