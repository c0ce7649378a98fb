using System.Text;
using System.Text.Json.Nodes;
using Proofs.Evidence.Payloads;
using TestKit;
using TestKit.Payloads;

namespace Proofs.Tests.Evidence.Payloads;

/// <summary>What gh says of attestations, in one list, and what is none of it.</summary>
public sealed class AttestationFileTests : IDisposable
{
    private static readonly PayloadSample Sample = PayloadSample.Passing("one-turn", "live", new('a', 40), new('b', 40), new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly TempFolder _folder = new();

    [Fact]
    public void Subjects_and_signer_are_read_and_the_rest_is_its_writers_business()
    {
        JsonObject silent = Sample.Attestation(new('a', 40));
        silent["verificationResult"]!["signature"]!["certificate"] = new JsonObject();
        File.WriteAllText(_folder.In("a.json"), new JsonArray(Sample.Attestation(new('a', 40)), silent).ToJsonString());
        AttestationReading reading = AttestationFile.Read(_folder.In("a.json"));
        Assert.Null(reading.Problem);
        Attestation first = reading.Attestations[0];
        Assert.Equal((Sample.Sha256, new string('a', 40), "https://github.com/acme/app", "https://github.com/acme/app/actions/runs/77/attempts/2"), (Assert.Single(first.Subjects), first.Commit, first.Repository, first.Run));
        Assert.Equal((null, null, null), (reading.Attestations[1].Commit, reading.Attestations[1].Repository, reading.Attestations[1].Run));
    }

    [Theory]
    [InlineData("", "it is no JSON")]
    [InlineData("null", "it is no list")]
    [InlineData("{}", "it is no list")]
    [InlineData("[1]", "[0] must be an object")]
    [InlineData("[{}]", "[0].verificationResult is missing")]
    [InlineData("[[]]", "[0] must be an object")]
    [InlineData("[{\"a\":1,\"a\":1}]", "it is no JSON")]
    [InlineData("[\"\\ud800\"]", "a text in it is no valid Unicode")]
    public void What_is_none_is_told_with_the_reason(string content, string problem) =>
        Assert.StartsWith(problem, AttestationFile.Parse(Encoding.UTF8.GetBytes(content)).Problem, StringComparison.Ordinal);

    [Fact]
    public void A_subject_whose_digest_is_no_text_is_told() =>
        Assert.NotNull(AttestationFile.Parse(Encoding.UTF8.GetBytes(new JsonArray(Change(Sample.Attestation(new('a', 40)))).ToJsonString())).Problem);

    [Fact]
    public void Links_pipes_and_what_is_too_large_are_refused_and_not_waited_for()
    {
        Assert.Equal("it is not there", AttestationFile.Read(_folder.In("gone")).Problem);
        Assert.Equal("it is not there", AttestationFile.Read(_folder.In("gone", "further")).Problem);
        Assert.Equal("it is no regular file", AttestationFile.Read(_folder.Path).Problem);
        File.WriteAllText(_folder.In("list"), "[]");
        File.CreateSymbolicLink(_folder.In("link"), _folder.In("list"));
        Assert.Equal("it is no regular file", AttestationFile.Read(_folder.In("link")).Problem);
        Fifo.Create(_folder.In("pipe"));
        Assert.Equal("it is no regular file", AttestationFile.Read(_folder.In("pipe")).Problem);
        using (FileStream sparse = new(_folder.In("large"), FileMode.CreateNew))
        {
            sparse.SetLength(1L << 30);
        }

        Assert.Contains("larger than", AttestationFile.Read(_folder.In("large")).Problem, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static JsonObject Change(JsonObject entry)
    {
        entry["verificationResult"]!["statement"]!["subject"]![0]!["digest"]!["sha256"] = 1;
        return entry;
    }
}
