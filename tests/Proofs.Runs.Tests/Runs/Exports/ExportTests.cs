using System.Text;
using System.Text.Json.Nodes;
using Proofs.Evidence;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Exports;
using Proofs.Runs.Tests.Runs.Storage;
using Proofs.Verdicts;

namespace Proofs.Runs.Tests.Runs.Exports;

/// <summary>Exports of real runs, and what is told of them.</summary>
public sealed class ExportTests
{
    [Fact]
    public void An_export_holds_on_its_own_and_against_its_head()
    {
        using Project project = Done();
        ExportResult export = project.Runner.Export();
        Assert.Null(export.Refusal);
        EvidenceVerification alone = RunnerInterface.VerifyExport(export.Document);
        Assert.Equal((Outcome.Pass, "none"), (alone.Verdict, alone.Anchor));
        Assert.Contains("anchor: none", alone.Says[0], StringComparison.Ordinal);
        EvidenceVerification anchored = RunnerInterface.VerifyExport(export.Document, export.Head.Digest);
        Assert.Equal((Outcome.Pass, "expected"), (anchored.Verdict, anchored.Anchor));
        Assert.Equal(["head"], Failing(RunnerInterface.VerifyExport(export.Document, new('0', 64))));
    }

    [Fact]
    public void Every_change_of_a_byte_isTruereported()
    {
        using Project project = Done();
        byte[] right = project.Runner.Export().Document.ToArray();
        List<string> unseen = [];
        Parallel.For(0, right.Length, at =>
        {
            foreach (byte[] other in Changes(right, at))
            {
                // The digest alone tells each of them, so every one can be tried; the whole verification is asked of some.
                bool isSeen = ExportDocument.SaidDigest(other) is not { } said || said != ExportDocument.Digest(other);
                if (!isSeen || (at % 499 == 0 && RunnerInterface.VerifyExport(other).Verdict == Outcome.Pass))
                {
                    lock (unseen)
                    {
                        unseen.Add($"byte {at}");
                    }
                }
            }
        });
        Assert.Empty(unseen);
    }

    [Fact]
    public void Whoever_computes_the_digest_anew_can_change_only_what_the_export_names_as_unanchored()
    {
        using Project project = Done();
        ExportResult export = project.Runner.Export();
        Assert.Equal(Outcome.Pass, RunnerInterface.VerifyExport(Sealed(_ => { }, export), export.Head.Digest).Verdict);
        string[] unanchored = [.. JsonNode.Parse(export.Document.Span)!["evidence_chain"]!["unanchored"]!.AsArray().Select(name => name!.GetValue<string>())];
        List<string> unseen = [];
        Parallel.ForEach(Leaves(JsonNode.Parse(export.Document.Span)!, []).Where(path => path[0] != "export_digest"), path =>
        {
            byte[] other = Sealed(root => Change(root, path), export);
            string name = string.Join('/', path);
            if (RunnerInterface.VerifyExport(other, export.Head.Digest).Verdict == Outcome.Pass && !unanchored.Any(each => name.StartsWith(each.Replace("summary.", "summary/", StringComparison.Ordinal), StringComparison.Ordinal)))
            {
                lock (unseen)
                {
                    unseen.Add(name);
                }
            }
        });
        Assert.Empty(unseen);
    }

    private static byte[][] Changes(byte[] right, int at)
    {
        byte[] flipped = [.. right];
        flipped[at] ^= (byte)(1 << (at % 7));
        return [flipped, [.. right[..at], (byte)' ', .. right[at..]], [.. right[..at], .. right[(at + 1)..]]];
    }

    /// <summary>An export that was changed, with the digest that fits.</summary>
    internal static byte[] Sealed(Action<JsonNode> change, ExportResult export)
    {
        JsonNode root = JsonNode.Parse(export.Document.Span)!;
        change(root);
        byte[] document = JsonText.Write(json =>
        {
            foreach ((string name, JsonNode? value) in root.AsObject())
            {
                ExportFile.Put(json, name, value);
            }
        }).ToArray();
        Encoding.ASCII.GetBytes(ExportDocument.Digest(document)).CopyTo(document, document.Length - 68);
        return document;
    }

    private static IEnumerable<string[]> Leaves(JsonNode? node, string[] path) => node switch
    {
        JsonObject each => each.SelectMany(pair => Leaves(pair.Value, [.. path, pair.Key])),
        JsonArray each => each.Take(3).SelectMany((item, index) => Leaves(item, [.. path, $"{index}"])),
        _ => [path],
    };

    private static void Change(JsonNode root, string[] path)
    {
        JsonNode at = path[..^1].Aggregate(root, (node, part) => node is JsonArray list ? list[int.Parse(part, System.Globalization.CultureInfo.InvariantCulture)]! : node[part]!);
        JsonNode? old = at is JsonArray items ? items[int.Parse(path[^1], System.Globalization.CultureInfo.InvariantCulture)] : at[path[^1]];
        JsonNode other = old is JsonValue value && value.TryGetValue(out string? text) ? text + "A" : old is JsonValue word && word.TryGetValue(out bool isTrue) ? !isTrue : old is null ? "A" : old.GetValue<decimal>() + 1;
        if (at is JsonArray array)
        {
            array[int.Parse(path[^1], System.Globalization.CultureInfo.InvariantCulture)] = other;
        }
        else
        {
            at[path[^1]] = other;
        }
    }

    internal static IEnumerable<string> Failing(EvidenceVerification found) => found.Checks.Where(check => check.Result is Outcome.Fail).Select(check => check.Id);

    /// <summary>A run with a rejected attempt, a decision, an approval and an accepted turn.</summary>
    internal static Project Done()
    {
        Project project = new();
        Project.Ok(project.Runner.InitRun());
        Turn turn = project.Dispatch("pm");
        project.Stage(turn, result =>
        {
            result["decisions"] = new JsonArray(new JsonObject { ["id"] = "DEC-001", ["category"] = "scope", ["statement"] = "So it is.", ["rationale"] = "It has to be." });
            result["phase_transition_request"] = "implementation";
        });
        Project.Ok(project.Runner.AcceptTurn());
        Project.Ok(project.Runner.ApprovePhaseGate());
        return project;
    }
}
