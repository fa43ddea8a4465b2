package dev.leadrelay.schemas;

import dev.leadrelay.schemas.records.AgentRun;
import dev.leadrelay.schemas.records.AgentStatus;
import dev.leadrelay.schemas.records.DeadLetter;
import dev.leadrelay.schemas.records.DriftAlert;
import dev.leadrelay.schemas.records.LeadAdmitted;
import dev.leadrelay.schemas.records.LeadEnded;
import dev.leadrelay.schemas.records.LeadFeedback;
import dev.leadrelay.schemas.records.LeadList;
import dev.leadrelay.schemas.records.LeadResult;
import dev.leadrelay.schemas.records.LeadResultFlat;
import dev.leadrelay.schemas.records.ListCommand;
import dev.leadrelay.schemas.records.ListProgress;
import dev.leadrelay.schemas.records.ResearchRequest;
import dev.leadrelay.schemas.records.ResearchResult;
import dev.leadrelay.schemas.records.ScoringRequest;
import dev.leadrelay.schemas.records.ScoringResult;
import dev.leadrelay.schemas.records.Stage;
import dev.leadrelay.schemas.records.TriageDecision;
import dev.leadrelay.schemas.records.TriageOutcome;
import dev.leadrelay.schemas.records.WriterRequest;
import dev.leadrelay.schemas.records.WriterResult;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;

/**
 * The single place that names topics. Immutable.
 *
 * @see TopicCreation for creating them
 */
public final class Topics {
    private final String prefix;

    /** @param prefix put in front of every name, as it is; empty for none */
    public Topics(String prefix) {
        this.prefix = prefix;
    }

    public Topic lists() {
        return topic("leads.lists", LeadList.class, Topic.Retention.FOURTEEN_DAYS);
    }

    public Topic listCommands() {
        return topic("lists.commands", ListCommand.class, Topic.Retention.FOURTEEN_DAYS);
    }

    public Topic admitted() {
        return topic("leads.admitted", LeadAdmitted.class, Topic.Retention.FOURTEEN_DAYS);
    }

    public Topic ended() {
        return topic("leads.ended", LeadEnded.class, Topic.Retention.FOURTEEN_DAYS);
    }

    /** Requests to an agent stage (RESEARCH, SCORING, WRITER). */
    public Topic requests(Stage stage) {
        Class<? extends SpecificRecord> type = switch (stage) {
            case RESEARCH -> ResearchRequest.class;
            case SCORING -> ScoringRequest.class;
            case WRITER -> WriterRequest.class;
            case LISTS, UNKNOWN -> throw new IllegalArgumentException(stage + " is not an agent's stage");
        };
        return topic(Stages.nameOf(stage) + ".requests", type, Topic.Retention.FOURTEEN_DAYS);
    }

    /** Results of an agent stage (RESEARCH, SCORING, WRITER). */
    public Topic results(Stage stage) {
        Class<? extends SpecificRecord> type = switch (stage) {
            case RESEARCH -> ResearchResult.class;
            case SCORING -> ScoringResult.class;
            case WRITER -> WriterResult.class;
            case LISTS, UNKNOWN -> throw new IllegalArgumentException(stage + " is not an agent's stage");
        };
        return topic(Stages.nameOf(stage) + ".results", type, Topic.Retention.FOURTEEN_DAYS);
    }

    public Topic leadResults() {
        return topic("leads.results", LeadResult.class, Topic.Retention.COMPACT);
    }

    public Topic leadResultsFlat() {
        return topic("leads.results.flat", LeadResultFlat.class, Topic.Retention.COMPACT);
    }

    public Topic progress() {
        return topic("leads.progress", ListProgress.class, Topic.Retention.COMPACT);
    }

    /** Dead letters of a stage (LISTS, RESEARCH, SCORING, WRITER). */
    public Topic deadLetters(Stage stage) {
        if (stage == Stage.UNKNOWN) {
            throw new IllegalArgumentException("no dead letters for an unknown stage");
        }
        return new Topic(
                prefix + Stages.nameOf(stage) + ".dead-letters", DeadLetter.class, Topic.Retention.NINETY_DAYS, true);
    }

    public Topic triageDecisions() {
        return topic("triage.decisions", TriageDecision.class, Topic.Retention.FOREVER);
    }

    public Topic triageOutcomes() {
        return topic("triage.outcomes", TriageOutcome.class, Topic.Retention.FOREVER);
    }

    public Topic agentRuns() {
        return topic("agent.runs", AgentRun.class, Topic.Retention.NINETY_DAYS);
    }

    public Topic agentStatus() {
        return topic("agents.status", AgentStatus.class, Topic.Retention.COMPACT);
    }

    public Topic feedback() {
        return topic("leads.feedback", LeadFeedback.class, Topic.Retention.FOREVER);
    }

    public Topic driftAlerts() {
        return topic("drift.alerts", DriftAlert.class, Topic.Retention.NINETY_DAYS);
    }

    /** The stages that agents serve, in pipeline order. */
    public static List<Stage> agentStages() {
        return List.of(Stage.RESEARCH, Stage.SCORING, Stage.WRITER);
    }

    /** The stages that have dead letters, in pipeline order. */
    public static List<Stage> deadLetterStages() {
        return List.of(Stage.LISTS, Stage.RESEARCH, Stage.SCORING, Stage.WRITER);
    }

    /** Every topic of LeadRelay. */
    public List<Topic> all() {
        Stream<Topic> stages = agentStages().stream().flatMap(stage -> Stream.of(requests(stage), results(stage)));
        Stream<Topic> deadLetters = deadLetterStages().stream().map(this::deadLetters);
        Stream<Topic> others = Stream.of(
                lists(),
                listCommands(),
                admitted(),
                ended(),
                leadResults(),
                leadResultsFlat(),
                progress(),
                triageDecisions(),
                triageOutcomes(),
                agentRuns(),
                agentStatus(),
                feedback(),
                driftAlerts());
        return Stream.of(others, stages, deadLetters).flatMap(s -> s).toList();
    }

    /**
     * The topics keyed by leadKey: all must have the same partition count, so that a lead's records meet in one
     * partition number. Dead letters of lists are keyed by lists, or by whatever the unusable record had.
     */
    public List<Topic> keyedByLead() {
        Stream<Topic> stages =
                agentStages().stream().flatMap(stage -> Stream.of(requests(stage), results(stage), deadLetters(stage)));
        Stream<Topic> others = Stream.of(
                admitted(),
                leadResults(),
                leadResultsFlat(),
                triageDecisions(),
                triageOutcomes(),
                agentRuns(),
                feedback());
        return Stream.concat(others, stages).toList();
    }

    private Topic topic(String name, Class<? extends SpecificRecord> type, Topic.Retention retention) {
        return new Topic(prefix + name, type, retention, false);
    }
}
