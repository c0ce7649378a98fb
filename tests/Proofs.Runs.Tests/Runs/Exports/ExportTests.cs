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
    public void What_is_too_large_or_no_file_of_the_project_is_left_out_and_counted()
    {
        string gated = Project.Configuration.Replace("\"requires_human_approval\": true", "\"requires_human_approval\": true, \"requires_files\": [\".env\", \"docs/plan.md\"]", StringComparison.Ordinal);
        using Project project = new(gated);
        Project.Ok(project.Runner.InitRun());
        project.Write(".env", "KEY=secret");
        project.Write("docs/plan.md", "Plan.");
        project.Write("TALK.md", new string('x', ExportFile.LargestContent + 1));
        project.Write(".agentxchain/hook-audit.jsonl", string.Concat(Enumerable.Repeat("{\"a\":1}\n", 1500)));
        project.Write(".agentxchain/dispatch/turns/x/PROMPT.md", "secret");
        for (int at = 0; at < ExportPaths.MostFiles; at++)
        {
            project.Write($".agentxchain/proposed/x/{at}.txt", "x");
        }

        Directory.CreateDirectory(project.In(".agentxchain/reviews"));
        File.CreateSymbolicLink(project.In(".agentxchain/reviews/link.md"), "/etc/passwd");
        ExportResult export = project.Runner.Export();
        JsonNode root = JsonNode.Parse(export.Document.Span)!;
        JsonObject files = root["files"]!.AsObject();
        Assert.Equal(ExportPaths.MostFiles, files.Count);
        Assert.True(root["summary"]!["export_files_truncated"]!.GetValue<bool>());
        Assert.True(root["summary"]!["export_files_left_out"]!.GetValue<int>() > 1);
        Assert.Equal((true, true), (files["TALK.md"]!["content_base64"] is null, files["TALK.md"]!["content_base64_skipped"]!.GetValue<bool>()));
        Assert.Equal((1500, 1000, 1500), (files[RunPaths.HookAudit]!["total_entries"]!.GetValue<int>(), files[RunPaths.HookAudit]!["data"]!.AsArray().Count, root["summary"]!["hook_audit_entries"]!.GetValue<int>()));
        Assert.True(files.ContainsKey("docs/plan.md") && files.ContainsKey(RunPaths.Journal));
        Assert.DoesNotContain("secret", Encoding.UTF8.GetString(export.Document.Span), StringComparison.Ordinal);
        Assert.DoesNotContain(files, file => file.Key is ".env" || file.Key.EndsWith("link.md", StringComparison.Ordinal));
        Assert.Equal(Outcome.Pass, RunnerInterface.VerifyExport(export.Document, export.Head.Digest).Verdict);
    }

    [Fact]
    public void What_a_worker_wrote_that_is_no_text_or_no_json_is_exported_as_it_is()
    {
        using Project project = Done();
        Directory.CreateDirectory(project.In(".agentxchain/proposed/x"));
        File.WriteAllBytes(project.In(".agentxchain/proposed/x/a.bin"), [0xFF, 0, 0xFE]);
        project.Write(".agentxchain/proposed/x/twice.json", "{\"a\":1,\"a\":2}");
        project.Write(".agentxchain/proposed/x/half.json", "{\"a\":\"\\ud800\"}");
        project.Write(".agentxchain/proposed/x/large.json", "[1e999, 0.10000000000000000000001]");
        project.Write(".agentxchain/proposed/x/deep.json", new string('[', 60) + new string(']', 60));
        project.Write(".agentxchain/proposed/x/torn.jsonl", "{\"a\":1}\n{\"a\"");
        ExportResult export = project.Runner.Export();
        Assert.True(RunnerInterface.VerifyExport(export.Document).Verdict == Outcome.Pass, string.Join('\n', RunnerInterface.VerifyExport(export.Document).Checks));
        JsonObject files = JsonNode.Parse(export.Document.Span)!["files"]!.AsObject();
        Assert.All(files.Where(file => file.Key.Contains("/x/", StringComparison.Ordinal)), file => Assert.Equal("text", file.Value!["format"]!.GetValue<string>()));
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
