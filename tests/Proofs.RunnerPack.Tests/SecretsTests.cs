using Proofs.Packs;
using TestKit;

namespace Proofs.RunnerPack.Tests;

/// <summary>Where keys are looked for, and that what cannot be looked through is no proof that they are not there.</summary>
public sealed class SecretsTests
{
    private const string Key = "sk-ant-\"odd\\key\"-0123456789";

    [Theory]
    [InlineData("sk-ant-\"odd\\key\"-0123456789")]
    [InlineData("{\"k\":\"sk-ant-\\u0022odd\\\\key\\u0022-0123456789\"}")]
    [InlineData("{\"k\":\"sk-ant-\\\"odd\\\\key\\\"-0123456789\"}")]
    [InlineData("c2stYW50LSJvZGRca2V5Ii0wMTIzNDU2Nzg5")]
    [InlineData("736b2d616e742d226f64645c6b6579222d30313233343536373839")]
    public void A_key_is_found_as_it_is_written_down(string text)
    {
        using TempFolder folder = new();
        File.WriteAllText(Path.Combine(folder.Path, "notes.txt"), $"before {text} behind");
        // As a variable may hold it, with a line end behind it.
        Assert.Equal(["notes.txt"], new Secrets(Key + "\n").Files(folder.Path));
    }

    [Fact]
    public void A_repository_that_git_cannot_read_is_no_proof()
    {
        using TempFolder folder = new();
        Directory.CreateDirectory(Path.Combine(folder.Path, "project", ".git"));
        Assert.Equal("objects_unread", Assert.Throws<StoryEnd>(() => new Secrets(Key).Files(folder.Path).ToArray()).Cause.Code);
    }

    [Fact]
    public void A_payload_that_quotes_a_key_is_written_without_it()
    {
        Payload payload = Surroundings.Begin("one-turn", "stub", "test") with { Errors = [$"It said {Key}."], RootCause = new("said", $"{Key} again", "next") };
        Payload hidden = new Secrets(Key + "\n").Hide(payload);
        Assert.Equal(("It said [key].", "[key] again"), (hidden.Errors[0], hidden.RootCause!.Message));
    }
}
