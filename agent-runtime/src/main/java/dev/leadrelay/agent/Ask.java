package dev.leadrelay.agent;

import dev.leadrelay.agent.prompt.Variables;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * A question to the model with a structured answer. Immutable.
 *
 * @param prompt name of one of the definition's prompts
 * @param variables what fills it
 * @param answer record the reply must be; its JSON Schema is sent along
 * @param judge builds the stage's record from an answer and lets the gate look at it; pure, called once per reply
 * @param sample which of several answers to the same question is wanted, from 0; each is asked for anew and never
 *     shared, so votes are independent
 * @param scope within which the answer to a question that means the same will do, for example a company's domain; null for never, which
 *     is how drafts are asked for
 * @param <A> record of the reply
 * @param <R> what the agent makes of it
 */
public record Ask<A extends SpecificRecord, R>(
        String prompt,
        Variables variables,
        Class<A> answer,
        Function<A, Judged<R>> judge,
        int sample,
        @Nullable String scope) {

    public static <A extends SpecificRecord, R> Ask<A, R> of(
            String prompt, Variables variables, Class<A> answer, Function<A, Judged<R>> judge) {
        return new Ask<>(prompt, variables, answer, judge, 0, null);
    }

    /** The same question, asked for another independent answer. */
    public Ask<A, R> sample(int number) {
        return new Ask<>(prompt, variables, answer, judge, number, scope);
    }

    /** The same question, to which the answer to one that means the same will do within that scope, where sharing is switched on. */
    public Ask<A, R> sharedWithin(String newScope) {
        return new Ask<>(prompt, variables, answer, judge, sample, newScope.isBlank() ? null : newScope);
    }
}
