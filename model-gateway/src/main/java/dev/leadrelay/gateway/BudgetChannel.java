package dev.leadrelay.gateway;

import dev.leadrelay.schemas.records.FailureClass;
import java.util.List;

/**
 * Refuses a call that no provider's price lets fit the budget, before it waits for anything. The tries themselves are
 * charged by {@link ChargedTry}, each at its own provider's price.
 */
final class BudgetChannel implements ModelChannel {
    private final List<Prices> prices;
    private final ModelChannel next;

    BudgetChannel(List<Prices> prices, ModelChannel next) {
        this.prices = prices;
        this.next = next;
    }

    @Override
    public ModelOutcome call(ModelRequest request, CallBudget budget) throws InterruptedException {
        long prompt = PromptSize.tokens(request);
        for (Prices price : prices) {
            if (budget.covers(prompt + request.maxOutputTokens(), price.cost(prompt, request.maxOutputTokens()))) {
                return next.call(request, budget);
            }
        }
        return exhausted(prompt, request, budget);
    }

    static ModelOutcome.Failed exhausted(long promptTokens, ModelRequest request, CallBudget budget) {
        String message = "a call of up to " + (promptTokens + request.maxOutputTokens())
                + " tokens does not fit the budget of the attempt: " + budget.describe();
        return new ModelOutcome.Failed(FailureClass.BUDGET_EXHAUSTED, message, ModelUsage.NONE, null);
    }
}
