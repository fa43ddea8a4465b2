package dev.leadrelay.agent;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leadrelay.agent.prompt.SuspiciousText;
import dev.leadrelay.agent.tool.ToolResult;
import dev.leadrelay.schemas.records.HandoffHeader;
import dev.leadrelay.schemas.records.Verdict;
import java.time.Clock;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;

/**
 * What the runtime gives an agent for one attempt. Everything asked through it is charged to the attempt's budget,
 * bounded by its time limit and recorded in its run log. While the model is not to be had, calls wait and the clock
 * of the attempt stands still. Thread-safe: an agent may ask from several threads that end before it returns.
 */
public interface AgentContext {

    /** The request's header. */
    HandoffHeader header();

    /** The clock to take times from. */
    Clock clock();

    /** What the attempt may still spend. */
    AttemptBudget budget();

    /**
     * Asks the model and repairs: a reply that cannot be parsed or that the gate rejects is asked for again, at most
     * twice, naming the violations.
     */
    <A extends SpecificRecord, R> Answer<R> ask(Ask<A, R> ask) throws InterruptedException;

    /** Lets the model call tools, at most six times in a row. */
    Conversed converse(Conversation conversation) throws InterruptedException;

    /** Calls a tool directly. */
    ToolResult call(String tool, JsonNode input) throws InterruptedException;

    /** What becomes of untrusted text that is addressed to a model; prompts keep to it by themselves. */
    SuspiciousText suspiciousText();

    /** Runs a gate and records its verdict as a step of the run; the name is the step's. */
    Verdict check(String gate, Supplier<Verdict> check);

    /** Adds a note to the run log: a decision the agent took, and why. */
    void note(String name, String text);
}
