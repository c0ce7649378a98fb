using System.Buffers.Binary;
using TestKit;

namespace Proofs.Cli.Tests.Hostile;

/// <summary>Indexes that hide an object or name another: what passed may become undetermined, what failed never passes.</summary>
public sealed class PlantedIndexTests
{
    [Fact]
    public void A_pack_index_that_swaps_two_commits_makes_nothing_better()
    {
        using Scenario scenario = new();
        scenario.AssertNeverBetterAfter(() =>
        {
            Pack(scenario);
            SwapInPackIndex(Single(scenario, "*.idx"), scenario.Keyless, scenario.First);
        });
        CliAssert.Verdict(2, "object_corrupt", "feature-key", Cli.Run(scenario.Passing()));
    }

    [Fact]
    public void A_garbage_pack_index_makes_nothing_better()
    {
        using Scenario scenario = new();
        scenario.AssertNeverBetterAfter(() =>
        {
            Pack(scenario);
            Overwrite(Single(scenario, "*.idx"), file => file.AsSpan(8).Fill(0xA5));
        });
    }

    [Fact]
    public void A_missing_pack_index_makes_nothing_better()
    {
        using Scenario scenario = new();
        scenario.AssertNeverBetterAfter(() =>
        {
            Pack(scenario);
            File.Delete(Single(scenario, "*.idx"));
        });
    }

    [Fact]
    public void A_multi_pack_index_written_by_git_changes_no_verdict()
    {
        using Scenario scenario = new();
        scenario.AssertUnchangedBy(() =>
        {
            Pack(scenario);
            scenario.Repo.Git("multi-pack-index", "write");
        });
    }

    [Fact]
    public void A_multi_pack_index_that_swaps_two_commits_makes_nothing_better()
    {
        using Scenario scenario = new();
        scenario.AssertNeverBetterAfter(() =>
        {
            Pack(scenario);
            scenario.Repo.Git("multi-pack-index", "write");
            SwapInMultiPackIndex(Single(scenario, "multi-pack-index"), scenario.Keyless, scenario.First);
        });
    }

    [Theory]
    [InlineData(0)]
    [InlineData(12)]
    [InlineData(100)]
    public void A_garbage_multi_pack_index_makes_nothing_better(int from)
    {
        using Scenario scenario = new();
        scenario.AssertNeverBetterAfter(() =>
        {
            Pack(scenario);
            scenario.Repo.Git("multi-pack-index", "write");
            Overwrite(Single(scenario, "multi-pack-index"), file =>
            {
                file.AsSpan(from).Fill(0xFF);
                Checksum.Redo(file);
            });
        });
    }

    [Fact]
    public void A_truncated_pack_makes_nothing_better()
    {
        using Scenario scenario = new();
        scenario.AssertNeverBetterAfter(() =>
        {
            Pack(scenario);
            string pack = Single(scenario, "*.pack");
            byte[] file = File.ReadAllBytes(pack);
            File.Delete(pack);
            File.WriteAllBytes(pack, file[..(file.Length / 2)]);
        });
        CliResult result = Cli.Run(scenario.Passing());
        Assert.True(result.ExitCode == 2, result.ToString());
    }

    private static void Pack(Scenario scenario)
    {
        // The loose copies go, so that only the pack is left.
        scenario.Repo.Git("repack", "-a", "-d", "--quiet");
        scenario.Repo.Git("prune-packed");
        Assert.False(File.Exists(LooseObject.Path(scenario.Repo, scenario.First)));
    }

    private static string Single(Scenario scenario, string pattern) => Directory.GetFiles(Path.Combine(scenario.Repo.DotGit, "objects", "pack"), pattern).Single();

    private static void Overwrite(string path, Action<byte[]> change)
    {
        byte[] file = File.ReadAllBytes(path);
        change(file);
        File.Delete(path);
        File.WriteAllBytes(path, file);
    }

    /// <summary>Version 2: header of 8 bytes, fan-out of 256 numbers, ids, checksums, offsets (gitformat-pack).</summary>
    private static void SwapInPackIndex(string path, string one, string other) => Overwrite(path, file =>
    {
        const int Ids = 8 + (256 * 4);
        int count = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(Ids - 4));
        int offsets = Ids + (count * 24);
        Swap(file, offsets + (Row(file, Ids, count, one) * 4), offsets + (Row(file, Ids, count, other) * 4), 4);
        Checksum.Redo(file);
    });

    private static void SwapInMultiPackIndex(string path, string one, string other) => Overwrite(path, file =>
    {
        int ids = Chunk(file, "OIDL"u8);
        int offsets = Chunk(file, "OOFF"u8);
        int count = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(Chunk(file, "OIDF"u8) + (255 * 4)));
        Swap(file, offsets + (Row(file, ids, count, one) * 8), offsets + (Row(file, ids, count, other) * 8), 8);
        Checksum.Redo(file);
    });

    private static int Chunk(byte[] file, ReadOnlySpan<byte> id)
    {
        int at = 12;
        while (!file.AsSpan(at, 4).SequenceEqual(id))
        {
            at += 12;
        }

        return checked((int)BinaryPrimitives.ReadInt64BigEndian(file.AsSpan(at + 4)));
    }

    private static int Row(byte[] file, int ids, int count, string id) =>
        Enumerable.Range(0, count).First(row => Convert.ToHexStringLower(file.AsSpan(ids + (row * 20), 20)) == id);

    private static void Swap(byte[] file, int one, int other, int length)
    {
        byte[] kept = file[one..(one + length)];
        file.AsSpan(other, length).CopyTo(file.AsSpan(one));
        kept.CopyTo(file, other);
    }
}
