// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.buffer;

import static io.github.gas4j.core.fixtures.Steps.step;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.state.ActionChain;

/** Random chains of producers' and consumer's steps, on rings of a few records, compared with a list after each step. */
class FrameBufferModelTest {
    private static final int LONGEST_CHAIN = 200;

    @Property
    void behavesLikeAListOfRecords(@ForAll("chains") ActionChain<FrameBufferModel> chain) {
        chain.withInvariant("the ring equals the list", FrameBufferModel::verify)
                .run();
    }

    @Provide
    Arbitrary<ActionChain<FrameBufferModel>> chains() {
        return Arbitraries.integers()
                .between(4, 400)
                .flatMap(capacity -> ActionChain.startWith(() -> new FrameBufferModel(capacity))
                        .withAction(20, step("claim", 120, FrameBufferModel::claim))
                        .withAction(2, step("claim large", 400, FrameBufferModel::claimLarge))
                        .withAction(4, step("claim rest", 6, FrameBufferModel::claimRest))
                        .withAction(24, step("begin", 9, FrameBufferModel::begin))
                        .withAction(22, step("commit", 9, FrameBufferModel::commit))
                        .withAction(3, step("abort", 9, FrameBufferModel::abort))
                        .withAction(4, step("pad aborted", 0, (model, none) -> model.padAborted()))
                        .withAction(10, step("send", 5, FrameBufferModel::send))
                        .withAction(3, step("rewind", 0, (model, none) -> model.rewind()))
                        .withAction(12, step("release", 5, FrameBufferModel::release))
                        .withAction(4, step("take out", 9, FrameBufferModel::takeOut))
                        .withAction(1, step("seal", 0, (model, none) -> model.seal()))
                        .withAction(3, step("unseal", 0, (model, none) -> model.unseal()))
                        .withAction(1, step("take over", 400, FrameBufferModel::takeOver))
                        .withMaxTransformations(LONGEST_CHAIN));
    }
}
