/**
 * The lead machine: the only writer of lead states, results and dead letters; pure, without Kafka and clock.
 *
 * <p>Protocol. Keyed by leadKey. For each input the caller reads the lead's {@link
 * dev.leadrelay.orchestrator.lead.LeadMemory}, calls {@link dev.leadrelay.orchestrator.lead.LeadMachine#on}, and in one
 * transaction writes what {@link dev.leadrelay.orchestrator.lead.LeadTransition} says has changed and carries out its
 * effects in their order:
 *
 * <ul>
 *   <li>inputs: an admission by the list machine, an agent's answer, a decision, the lead's timer;
 *   <li>memory: a small {@code LeadState} and up to four payloads, each written when it came into being (see {@link
 *       dev.leadrelay.orchestrator.lead.LeadPayload});
 *   <li>effects: see {@link dev.leadrelay.orchestrator.lead.LeadEffect}.
 * </ul>
 */
@NullMarked
package dev.leadrelay.orchestrator.lead;

import org.jspecify.annotations.NullMarked;
