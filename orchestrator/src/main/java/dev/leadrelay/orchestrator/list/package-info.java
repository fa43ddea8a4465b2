/**
 * The list machine: intake, queue, admission, budget, commands and progress of one list; pure, without Kafka and clock.
 *
 * <p>Protocol. Keyed by listId, one owner per list. A {@code LeadList} is split into a {@code ListPart} and one {@code
 * ListPartLead} per lead, in this order. For each input the caller gives the list's {@link
 * dev.leadrelay.orchestrator.list.ListMemory}, calls {@link dev.leadrelay.orchestrator.list.ListMachine#on}, and in one
 * transaction writes what {@link dev.leadrelay.orchestrator.list.ListTransition} says has changed and carries out its
 * effects in their order:
 *
 * <ul>
 *   <li>inputs: part header, single lead, report of the lead machine, command, tick (several per second is fine);
 *   <li>memory: one {@code ListState}; a {@code LeadStub} per lead; a {@code PartStub} per part; two queues of {@code
 *       QueuedLead}, new and resumed, ordered by sequence;
 *   <li>effects: see {@link dev.leadrelay.orchestrator.list.ListEffect}.
 * </ul>
 */
@NullMarked
package dev.leadrelay.orchestrator.list;

import org.jspecify.annotations.NullMarked;
