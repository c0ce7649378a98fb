using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Tests.Runs.Validation;

/// <summary>The results that the other tests start from are right as they stand.</summary>
public sealed class SceneTests
{
    public static TheoryData<int> Scenes => [0, 1, 2];

    [Theory]
    [MemberData(nameof(Scenes))]
    public void A_result_that_is_right_passes_untouched(int scene)
    {
        var result = new[] { Scene.Author, Scene.Proposer, Scene.Reviewer }[scene].Check();
        TurnResult passed = result.Passes();
        result.NotRepaired();
        Assert.Empty(result.Warnings);
        Assert.Null(result.ErrorClass);
        Assert.Equal("Did it", passed.Summary);
        Assert.Equal(0.5m, passed.Cost?.Usd);
        Assert.Equal(VerificationStatus.Pass, passed.Verification?.Status);
        Assert.Equal("make test", Assert.Single(passed.Verification!.MachineEvidence!).Command);
    }
}
