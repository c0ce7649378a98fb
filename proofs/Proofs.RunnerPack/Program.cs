using Proofs.Packs;
using Proofs.RunnerPack;

return args is [KilledProcess.Verb, var root, var anchors, .. var type]
    ? await KilledProcess.RunAsync(root, anchors, type)
    : await PackProgram.RunAsync(args, RunnerPackProofs.All);
