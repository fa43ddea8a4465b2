package dev.leadrelay.orchestrator.topology;

import dev.leadrelay.orchestrator.lead.LeadMachine;
import dev.leadrelay.orchestrator.list.ListMachine;
import dev.leadrelay.schemas.Topics;
import java.time.Duration;

/**
 * What the topology is given from outside. Immutable; its parts are thread-safe.
 *
 * @param topics names of the topics
 * @param codec encodes and decodes records, waiting for the registry
 * @param partitions partition count of all topics that the orchestrator's tasks read
 * @param maxMessageBytes largest record of an ordinary topic; dead letters may be twice as large, internal ones four times
 * @param listMachine the machine of lists
 * @param leadMachine the machine of leads
 * @param agents what the agents' heartbeats say
 * @param ledgers where the ledgers of owned lists are shown
 * @param metrics where events are counted
 * @param timerSlot how much later than asked for a lead's timer may fire
 */
public record Environment(
        Topics topics,
        PatientCodec codec,
        int partitions,
        int maxMessageBytes,
        ListMachine listMachine,
        LeadMachine leadMachine,
        Agents agents,
        OwnedLedgers ledgers,
        TopologyMetrics metrics,
        Duration timerSlot) {}
