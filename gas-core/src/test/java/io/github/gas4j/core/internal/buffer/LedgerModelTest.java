// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.buffer;

import static io.github.gas4j.core.fixtures.Steps.step;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.state.ActionChain;

/** Random chains of events, connections lost, releases and drops; after each step every event must be accounted for. */
class LedgerModelTest {
    private static final int LONGEST_CHAIN = 150;

    @Property
    void accountsForEveryEvent(@ForAll("chains") ActionChain<LedgerModel> chain) {
        chain.withInvariant("the counters equal the list", LedgerModel::verify)
                .run()
                .end();
    }

    @Provide
    Arbitrary<ActionChain<LedgerModel>> chains() {
        return Arbitraries.integers()
                .between(16, 300)
                .flatMap(capacity -> ActionChain.startWith(() -> new LedgerModel(capacity))
                        .withAction(30, step("offer", 40, LedgerModel::offer))
                        .withAction(2, step("fail", 40, LedgerModel::fail))
                        .withAction(2, step("count failed", 0, (model, none) -> model.countFailed()))
                        .withAction(16, step("write", 6, LedgerModel::write))
                        .withAction(5, step("lose", 1, LedgerModel::lose))
                        .withAction(8, step("release", 4, LedgerModel::release))
                        .withAction(8, step("release to stand", 50, LedgerModel::releaseToStand))
                        .withAction(3, step("give up", 3, LedgerModel::giveUp))
                        .withAction(3, step("take out", 3, LedgerModel::takeOut))
                        .withAction(3, step("strike", 4, LedgerModel::strike))
                        .withAction(3, step("write apart", 8, LedgerModel::writeApart))
                        .withAction(1, step("resize", 400, LedgerModel::resize))
                        .withMaxTransformations(LONGEST_CHAIN));
    }
}
